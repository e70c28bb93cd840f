//! The `kurabe` program: parse, run, choose the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    kurabe::cli::main()
}
