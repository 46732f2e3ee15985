"""The annual report: `read` makes the model from any file, `check` judges it. Pure; imports `gongkai.statute` only."""
