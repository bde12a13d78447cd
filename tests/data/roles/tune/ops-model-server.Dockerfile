FROM python:3.11-slim AS weights
RUN pip install huggingface_hub==0.20.3
ARG REPO=example/tiny-embedder
RUN huggingface-cli download ${REPO} --local-dir /weights --local-dir-use-symlinks False

FROM ghcr.io/example/inference-server:0.8
COPY --from=weights /weights /models/default
ENV MODEL_DIR=/models/default
EXPOSE 9090
