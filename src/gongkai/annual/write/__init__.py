"""Writing: a report as JSON, XLSX, HTML, DOCX or PDF, all from one `Document`; what is written here, `gongkai.annual.read` reads back."""
