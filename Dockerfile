# syntax=docker/dockerfile:1

# Whoever needs the same image again pins both bases by digest, as in
# golang:1.26@sha256:…; the digests are those that "docker pull" tells.
ARG GO=golang:1.26
ARG BASE=gcr.io/distroless/static-debian12:nonroot

FROM ${GO} AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY retrieval/extract/dateparser/go.mod retrieval/extract/dateparser/
RUN go mod download
COPY . .
# The commit, which a context without .git does not tell.
ARG REVISION=
RUN if [ -n "$REVISION" ]; then echo "$REVISION" >cmd/dateline/revision.txt; fi \
    && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/dateline ./cmd/dateline \
    && mkdir /out/data

# No shell and no package manager: certificates, time zones, and the program.
FROM ${BASE}
COPY --from=build /out/dateline /dateline
COPY --from=build --chown=65532:65532 /out/data /data
# In a container, loopback is the container's own: probes come from outside.
ENV DATELINE_DATA_DIR=/data DATELINE_HTTP_LISTEN=:8080
EXPOSE 8080
VOLUME /data
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/dateline", "healthcheck"]
ENTRYPOINT ["/dateline"]
CMD ["serve"]
