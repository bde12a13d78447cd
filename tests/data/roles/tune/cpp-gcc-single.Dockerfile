FROM gcc:9
COPY . /usr/src/lattice
WORKDIR /usr/src/lattice
RUN ./autogen.sh && ./configure --enable-static --prefix=/opt/lattice
RUN make -j4 && make install
CMD ["/opt/lattice/bin/lattice", "--interactive"]
