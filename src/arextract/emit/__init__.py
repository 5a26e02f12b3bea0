"""Records to files: `formats.write` knows every writer by name, each writer knows one format."""
