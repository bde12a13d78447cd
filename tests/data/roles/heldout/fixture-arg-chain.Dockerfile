ARG FIRST=busybox
ARG SECOND=first
FROM ${FIRST} as first
ENV WHO=first

FROM $SECOND AS Second
ENV WHO="${WHO}-second"
WORKDIR /work/$WHO

FROM second
COPY ["context/a file.txt", "./"]
CMD printenv WHO
