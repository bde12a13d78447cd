ARG CUDA=12.4.1

######## shared ########
FROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS base
ENV DEBIAN_FRONTEND=noninteractive PIP_NO_INPUT=1
RUN apt-get update -y \
    && apt-get install -y --no-install-recommends ccache curl git python3-dev python3-pip python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /fleet
COPY requirements/common.txt requirements/cuda.txt requirements/
RUN --mount=type=cache,target=/root/.cache/pip pip3 install -r requirements/cuda.txt

######## kernels and wheel ########
FROM base AS build
ARG JOBS=2
ENV MAX_JOBS=$JOBS CCACHE_DIR=/ccache
COPY requirements/build.txt requirements/
RUN pip3 install -r requirements/build.txt
COPY . .
RUN --mount=type=cache,target=/ccache pip3 wheel --no-deps --no-build-isolation -w /wheels .
# the index takes no file above 100 MB
RUN find /wheels -size +100M -exec false {} +

######## people ########
FROM base AS dev
RUN apt-get update && apt-get install -y gdb nsight-systems-cli tmux vim
COPY requirements/ requirements/
RUN pip3 install -r requirements/dev.txt

######## CI ########
FROM dev AS test
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip3 install /wheels/*.whl
COPY tests tests
CMD ["pytest", "-x", "tests"]

######## server ########
FROM nvidia/cuda:${CUDA}-base-ubuntu22.04 AS openai
RUN apt-get update -y && apt-get install -y python3-pip && rm -rf /var/lib/apt/lists/*
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip3 install --no-cache-dir /wheels/*.whl
EXPOSE 8000
ENTRYPOINT ["python3", "-m", "fleet.server"]
