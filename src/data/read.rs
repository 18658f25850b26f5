//! Bytes to a table: pieces of a file in, typed columns and issues out.
