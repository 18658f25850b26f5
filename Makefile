# The only commands a person needs. Each sets up what is missing, and says what it does.
.PHONY: serve test fuzz bench build build-dev screenshots setup

serve: build            ## build the page and serve it on this machine: http://127.0.0.1:8080 (PORT=… for another port)
	@node scripts/serve.mjs dist

test:                   ## everything that can be checked; ends with "N passed, N failed"
	@scripts/test.sh

fuzz:                   ## reader, numbers and dates against made-up bytes, ten minutes each (FUZZ_SECONDS=60 is short)
	@scripts/fuzz.sh

bench:                  ## how fast and how good the learners are, beside scikit-learn, LightGBM and YDF (SIZES=10000 ROUNDS=1 is short)
	@scripts/bench.sh

build:                  ## dist/: the page as any static host serves it, from any sub-path
	@scripts/setup.sh build
	@scripts/build.sh

build-dev:              ## dist-dev/: the same, unoptimized, in seconds (DIST=dist-dev for the end-to-end tests)
	@scripts/setup.sh build
	@scripts/build.sh --dev

screenshots: build      ## the README's pictures, taken anew of the built page
	@scripts/setup.sh
	@node scripts/screenshots.mjs dist

setup:                  ## what building and testing need, each only where it is missing
	@scripts/setup.sh
