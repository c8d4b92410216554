# make help lists the targets.
GO ?= go
export CGO_ENABLED = 0

help:            ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run:             ## serve the sample city on a fresh SQLite file
	$(GO) run . serve --demo

build:           ## static binary bin/mutasi
	$(GO) build -trimpath -ldflags "-s -w -X main.version=$$(git describe --always --dirty 2>/dev/null || echo dev)" -o bin/mutasi .

test:            ## the whole suite on SQLite and on a MySQL or MariaDB server, which is found or installed
	./scripts/with-mysql $(GO) test -shuffle=on ./...

test-sqlite:     ## the suite on SQLite alone, for quick turns
	$(GO) test -short -shuffle=on ./...

test-faults:     ## kills, races and outages on both engines
	./scripts/with-mysql $(GO) test -count=1 -timeout 20m -tags faults -run 'Fault' -v .

test-race:       ## the race detector; the SQLite engine itself is left out, it is 20 times slower with it
	CGO_ENABLED=1 ./scripts/with-mysql $(GO) test -race -gcflags='modernc.org/...=-race=false' ./api ./service ./repository

bench: bench-analysis ## the figures of docs/benchmarks.md
	./scripts/with-mysql $(GO) run -tags bench ./bench

bench-analysis:  ## needs, what-if, candidates and talent on a city of 25,000, on MySQL
	./scripts/with-mysql $(GO) test ./service -run '^$$' -bench 'Needs|WhatIf|Candidates|Matches|Talent' -benchtime 50x -timeout 20m
	./scripts/with-mysql $(GO) test ./service -run '^$$' -bench 'Problem|Plan/(Solve|Check)' -benchtime 5x -timeout 20m
	./scripts/with-mysql $(GO) test ./service -run '^$$' -bench 'Plan/Explain' -benchtime 500x -timeout 20m

check:           ## formatting, vet, tidy and verified modules
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || (gofmt -l $$(git ls-files '*.go'); exit 1)
	$(GO) vet ./...
	$(GO) mod tidy -diff
	$(GO) mod verify

.PHONY: help run build test test-sqlite test-faults test-race bench bench-analysis check
