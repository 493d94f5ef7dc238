# The developers' verbs. `just` lists them.

default:
    @just --list

# The tests, or the named parts: just test lint docs rust interop web bench
test *parts:
    ./scripts/test {{parts}}

# Formatting, clippy, ruff, dependencies
lint:
    ./scripts/test lint

# Format the code: Rust, Python, the portal
fmt:
    ./scripts/test fmt

# Build the documentation site into target/book
docs:
    ./scripts/test docs

# Write schema.graphql from the code
schema:
    cargo run -q -p keyplane -- schema > schema.graphql.new
    mv schema.graphql.new schema.graphql

# Write what docs/ has from the code: the reference of the command line, the settings and the Admin API
reference:
    KEYPLANE_WRITE_REFERENCE=1 cargo test -q -p keyplane --bin keyplane -- reference the_documentation_lists
    tests/interop/.venv/bin/python tests/interop/reference_pages.py

# Start a server on 127.0.0.1:8080 with its data in ./data
run *args:
    cargo run -p keyplane -- {{args}}

# Rebuild the portal after each edit, on http://localhost:5173/console/, before `just run`
portal:
    cd web && npm install --no-audit --no-fund && npm run dev

# Measure the portal's first load and its longest list in Chromium: bytes, paint, long tasks
portal-budget:
    cargo build --release -p keyplane -p keyplane-tests --bin keyplane --bin load
    cd web && KEYPLANE_TEST_BINARY=../target/release/keyplane npm run budget

# Measure speed and memory: just bench --quick, just bench --compare OLD.json
bench *args:
    cargo build --release -p keyplane
    cargo run --release -p keyplane-tests --bin load -- {{args}}
