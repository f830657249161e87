//! Opening one room's database and clearing its traces.
