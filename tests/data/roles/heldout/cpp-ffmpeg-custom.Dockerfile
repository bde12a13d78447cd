FROM     ubuntu:20.04 AS dev-packages
ENV      DEBIAN_FRONTEND=noninteractive \
         PREFIX=/opt/media \
         PKG_CONFIG_PATH=/opt/media/lib/pkgconfig
RUN      packages="ca-certificates \
                   curl \
                   g++ \
                   make \
                   nasm \
                   pkg-config" && \
         apt-get -q update && \
         apt-get -q -y install ${packages}
WORKDIR  /usr/src

FROM     dev-packages AS opus
ARG      OPUS=1.3.1
RUN      curl -sL https://downloads.xiph.org/releases/opus/opus-${OPUS}.tar.gz | tar -xz && \
         cd opus-${OPUS} && ./configure --prefix=${PREFIX} --disable-doc --disable-static && \
         make -j4 install

FROM     dev-packages AS ffmpeg
ARG      FFMPEG=4.4.1
COPY     --from=opus /opt/media /opt/media
RUN      curl -sL https://ffmpeg.org/releases/ffmpeg-${FFMPEG}.tar.gz | tar -xz && \
         cd ffmpeg-${FFMPEG} && \
         ./configure --prefix=${PREFIX} --disable-debug --enable-libopus --enable-shared && \
         make -j4 && make install && \
         # no headers in the image
         rm -rf ${PREFIX}/include

FROM     ubuntu:20.04
COPY     --from=ffmpeg /opt/media /usr/local
RUN      ldconfig
WORKDIR  /media
ENTRYPOINT  ["ffmpeg", "-hide_banner"]
CMD      ["-h"]
