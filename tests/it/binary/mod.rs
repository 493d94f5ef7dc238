//! The real binary: starts, stops, crashes, replicas.

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
mod memory;
mod private;
mod process;
mod replay;
mod replicas;
mod starts;
mod storage_errors;
mod survival;
