"""How the cover goes on, past and future, and the official counts to set beside it."""
