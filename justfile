# The chores. `just` lists them.

_list:
    @just --list

# Everything that must hold before a commit.
check:
    .ci/run

# Formats the code.
fmt:
    cargo fmt --all

# The tests; words after it choose among them: `just test fold`.
test *words:
    cargo test --release --workspace {{words}}

# Random input for the readers, the extraction, the query language and the diff, for so many seconds each.
fuzz seconds="15":
    cargo run --release -p kurabe-fuzz -- {{seconds}}

# The laws of reading and diff under new random input, so many times as much of it as in the tests. The tests use the
# same input at each run.
laws times="20":
    PROPTEST_RNG_SEED=$(date +%s) PROPTEST_CASES=$((256 * {{times}})) cargo test --release --workspace

# The long runs of what must hold whatever happens: kills, damage, memory and overload of the server.
soak:
    cargo test --release -p kurabe --test main -- --ignored soak --nocapture --test-threads 1

# The benchmarks.
bench:
    cargo bench

# Reads the corpus, names what could not be read, and compares the index with a scan of all passages.
corpus queries="10000":
    cargo run --release -- index
    cargo run --release -- check --queries {{queries}}

# The documentation of the code.
doc:
    cargo doc --no-deps --document-private-items

# What each rule of reading is worth: all are switched off in turn, on the layout cases and on folders of careful readings;
# and how many of the items that it makes are right, by rule and by sureness.
ablate *folders:
    cargo run --release -p kurabe-extract --example ablate -- {{folders}}
