FROM scratch
COPY hello.txt /
COPY nested/ /nested/
