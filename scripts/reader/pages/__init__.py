"""Pages: for each kind a frozen view, which is all that its template sees, and the template."""
