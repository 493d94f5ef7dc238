//! The real binary: starts, stops, crashes, replicas.

mod backup;
mod bounds;
mod commands;
mod connections;
mod faults;
mod file;
mod fleet;
mod frozen;
mod gateway_log;
mod kills;
mod private;
mod process;
mod replay;
mod replicas;
mod restore;
mod rotation_kills;
mod starts;
mod storage_errors;
mod survival;
