"""Writers: the same sections and tables as HTML, PDF, slides and files of data."""
