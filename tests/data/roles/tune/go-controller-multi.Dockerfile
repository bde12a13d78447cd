# Builds the three programs of the fleet operator from one compile stage.
FROM --platform=$BUILDPLATFORM golang:1.21 as builder
ARG TARGETOS
ARG TARGETARCH
ENV CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH

WORKDIR /fleet
COPY go.mod go.sum ./
RUN go mod download

COPY api/ api/
COPY cmd/ cmd/
COPY internal/ internal/
RUN for p in controller webhook agent; do go build -trimpath -o /out/$p ./cmd/$p; done

FROM gcr.io/distroless/static:nonroot as controller
COPY --from=builder /out/controller /usr/local/bin/
USER 65532:65532
ENTRYPOINT ["controller", "--leader-elect"]

FROM gcr.io/distroless/static:nonroot as webhook
COPY --from=builder /out/webhook /usr/local/bin/
USER 65532:65532
ENTRYPOINT ["webhook"]

# needs glibc's resolver
FROM gcr.io/distroless/base:nonroot as agent
COPY --from=builder /out/agent /usr/local/bin/
ENTRYPOINT ["agent"]
