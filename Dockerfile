# Build: the same line as `make build`. The version comes from git, so .git is part of the build context (not of the image).
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY third_party third_party
RUN go mod download
COPY . .
RUN make build && install -d -m 0750 -o 65532 -g 65532 /out/data

# Run: one static binary, no shell, no root. The image brings CA certificates for TLS to MySQL; time zones are in the binary.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /src/bin/mutasi /mutasi
COPY --from=build --chown=65532:65532 /out/data /data
# Unless MUTASI_DB or MUTASI_DB_FILE names MySQL, the database is /data/mutasi.db. Documents lie in /data either way.
WORKDIR /data
VOLUME /data
ENV MUTASI_ADDR=0.0.0.0:8080 \
    MUTASI_LOG_FORMAT=json
EXPOSE 8080
USER 65532:65532
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["/mutasi", "health"]
ENTRYPOINT ["/mutasi"]
CMD ["serve"]
