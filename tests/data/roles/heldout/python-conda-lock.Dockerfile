FROM condaforge/mambaforge:23.3.1-1 AS build
COPY conda-linux-64.lock /tmp/
RUN mamba create -y --copy -p /opt/genome --file /tmp/conda-linux-64.lock \
 && mamba clean -afy \
 && find /opt/genome -follow -name '__pycache__' -prune -exec rm -r {} +

FROM debian:buster-slim AS runtime
COPY --from=build /opt/genome /opt/genome
ENV PATH=/opt/genome/bin:$PATH
COPY workflow /workflow
WORKDIR /data
ENTRYPOINT ["snakemake", "--snakefile", "/workflow/Snakefile"]
CMD ["--cores", "all"]
