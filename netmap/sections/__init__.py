"""What is said about each subject, once: every function makes one section for all writers."""
