//! The national list of offices (D7, A1).
