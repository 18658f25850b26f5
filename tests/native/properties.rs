//! What holds for any bytes and any table.
