"""Reports as files of word processors and printers: DOCX and PDF made with other tools than those of our own writer, and pictures of pages."""
