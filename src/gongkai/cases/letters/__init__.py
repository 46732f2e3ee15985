"""Letters (文书): each is data, from which its DOCX and its PDF are printed. A new letter is a table in `words.toml` and a composer like `answer`."""
