# Compiles the firmware; run by CI with --output.
FROM debian:11
RUN apt-get update && apt-get install -y gcc-arm-none-eabi libnewlib-arm-none-eabi make python3
COPY . /firmware
WORKDIR /firmware
RUN make BOARD=lantern-rev2 all && make BOARD=lantern-rev2 size
