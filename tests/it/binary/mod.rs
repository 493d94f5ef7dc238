//! The real binary: starts, stops, crashes, replicas.

mod audit_stream;
mod backup;
mod bounds;
mod commands;
mod connections;
mod doctor;
mod faults;
mod file;
mod fleet;
mod frozen;
mod gateway_log;
mod kills;
mod limits;
mod memory;
mod private;
mod process;
mod replay;
mod replicas;
mod restore;
mod rotation_kills;
mod starts;
mod storage_errors;
mod survival;
