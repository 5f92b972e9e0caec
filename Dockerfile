# syntax=docker/dockerfile:1

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY retrieval/extract/dateparser/go.mod retrieval/extract/dateparser/
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/dateline ./cmd/dateline \
    && mkdir /out/data

# No shell and no package manager: certificates, time zones, and the program.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/dateline /dateline
COPY --from=build --chown=65532:65532 /out/data /data
ENV DATELINE_DATA_DIR=/data
VOLUME /data
USER 65532:65532
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/dateline", "healthcheck"]
ENTRYPOINT ["/dateline"]
CMD ["serve"]
