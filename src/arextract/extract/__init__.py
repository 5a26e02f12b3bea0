"""The rooms that find things: each a pure function on a text."""
