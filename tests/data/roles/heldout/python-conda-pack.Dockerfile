FROM continuumio/miniconda3:23.10.0-1 AS build
RUN conda install -y -n base -c conda-forge mamba conda-pack
COPY conda-linux-64.lock /tmp/
RUN mamba create -y -p /opt/genome --file /tmp/conda-linux-64.lock
RUN conda-pack -p /opt/genome -d /opt/genome -o - | tar -x -C /srv -f -

FROM debian:buster-slim AS runtime
COPY --from=build /srv /opt/genome
ENV PATH=/opt/genome/bin:$PATH
COPY workflow /workflow
WORKDIR /data
ENTRYPOINT ["snakemake", "--snakefile", "/workflow/Snakefile"]
CMD ["--cores", "all"]
