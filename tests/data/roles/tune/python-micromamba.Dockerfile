FROM mambaorg/micromamba:1.5.8 AS env
COPY --chown=$MAMBA_USER:$MAMBA_USER environment.yml /tmp/environment.yml
RUN micromamba create -y -p /env -f /tmp/environment.yml && micromamba clean --all --yes
RUN find /env -name '*.a' -delete && rm -rf /env/share/doc /env/share/man

FROM gcr.io/distroless/base-debian12
COPY --from=env /env /env
COPY pipeline /opt/pipeline
ENV PATH=/env/bin:$PATH
ENTRYPOINT ["/env/bin/python", "-m", "pipeline"]
