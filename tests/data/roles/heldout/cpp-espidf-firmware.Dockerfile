FROM espressif/idf:v5.1.2 AS firmware
WORKDIR /opt/thermostat
COPY CMakeLists.txt sdkconfig.defaults partitions.csv ./
COPY main main
COPY components components
SHELL ["/bin/bash", "-c"]
RUN . $IDF_PATH/export.sh && idf.py set-target esp32s3 && idf.py build && idf.py size

FROM scratch
COPY --from=firmware /opt/thermostat/build/thermostat.bin /
COPY --from=firmware /opt/thermostat/build/bootloader/bootloader.bin /
COPY --from=firmware /opt/thermostat/build/partition_table/partition-table.bin /
