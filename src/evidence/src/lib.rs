//! Statistics over the sealed table.
