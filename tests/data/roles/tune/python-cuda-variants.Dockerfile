ARG VARIANT=cuda
ARG CUDA_VERSION=12.1.1

FROM ubuntu:22.04 AS base-cpu
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv libgomp1

FROM nvidia/cuda:${CUDA_VERSION}-cudnn8-runtime-ubuntu22.04 AS base-cuda
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv libgomp1

FROM base-${VARIANT} AS base
ENV LANG=C.UTF-8 PYTHONUNBUFFERED=1
WORKDIR /opt/whistler

FROM nvidia/cuda:${CUDA_VERSION}-cudnn8-devel-ubuntu22.04 AS kernels
RUN apt-get update && apt-get install -y python3-dev python3-pip ninja-build git
COPY csrc/ /csrc/
COPY setup.py /
ARG TORCH_CUDA_ARCH_LIST="7.0 8.0 8.6"
RUN pip3 install torch==2.2.0 && python3 setup.py bdist_wheel -d /dist

FROM base
COPY --from=kernels /dist/*.whl /tmp/
COPY requirements.txt .
RUN python3 -m venv venv && venv/bin/pip install -r requirements.txt /tmp/*.whl
COPY whistler ./whistler
EXPOSE 7860
ENTRYPOINT ["venv/bin/python", "-m", "whistler.serve"]
