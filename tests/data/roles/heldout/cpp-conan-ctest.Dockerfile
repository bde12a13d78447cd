ARG UBUNTU=22.04
FROM ubuntu:${UBUNTU} AS cpp-env
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends \
      ca-certificates cmake g++-12 make ninja-build python3-pip \
  && pip3 install "conan>=2,<3" && conan profile detect

FROM cpp-env AS conan
WORKDIR /w
COPY conanfile.py conan.lock ./
RUN conan install . --build=missing -s build_type=Release -of /w/out

FROM conan AS compiled
COPY . .
RUN cmake --preset conan-release -DSEXTANT_TESTS=ON && cmake --build --preset conan-release

FROM compiled AS tester
RUN cd out/build/Release && ctest -j4 --output-on-failure

FROM ubuntu:${UBUNTU}
COPY --from=compiled /w/out/build/Release/bin/sextant /usr/local/bin/sextant
ENTRYPOINT ["sextant"]
