FROM ubuntu:20.04 AS toolchain
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y \
    build-essential ninja-build cmake wget git libssl-dev zlib1g-dev

FROM toolchain AS protobuf
WORKDIR /tmp/protobuf
RUN wget -qO- https://github.com/protocolbuffers/protobuf/releases/download/v21.12/protobuf-all-21.12.tar.gz | tar xz --strip-components=1 \
 && ./configure --prefix=/opt/protobuf --disable-shared \
 && make -j"$(nproc)" && make install

FROM toolchain AS rocksdb
RUN git clone --depth=1 -b v8.1.1 https://github.com/facebook/rocksdb /tmp/rocksdb \
 && cmake -S /tmp/rocksdb -B /tmp/rocksdb/out -G Ninja -DWITH_TESTS=OFF -DCMAKE_INSTALL_PREFIX=/opt/rocksdb \
 && cmake --build /tmp/rocksdb/out --target install

FROM toolchain AS server
COPY --from=protobuf /opt/protobuf /usr/local
COPY --from=rocksdb /opt/rocksdb /usr/local
COPY . /src
RUN cmake -S /src -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build /build

FROM ubuntu:20.04
RUN apt-get update && apt-get install -y libssl1.1 zlib1g && rm -rf /var/lib/apt/lists/*
COPY --from=server /build/quarryd /usr/sbin/quarryd
EXPOSE 7070
ENTRYPOINT ["/usr/sbin/quarryd"]
