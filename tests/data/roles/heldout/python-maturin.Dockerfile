FROM rust:1.75-bookworm AS builder
RUN apt-get update && apt-get install -y python3-pip python3-venv
RUN python3 -m venv /opt/maturin && /opt/maturin/bin/pip install maturin==1.4.0
WORKDIR /io
COPY Cargo.toml Cargo.lock pyproject.toml README.md ./
COPY src src
COPY python python
RUN /opt/maturin/bin/maturin build --release --strip --out /wheels

FROM python:3.11-slim-bookworm
RUN --mount=type=bind,from=builder,source=/wheels,target=/wheels \
    pip install --no-cache-dir /wheels/*.whl uvloop==0.19.0
CMD ["python", "-m", "tessera"]
