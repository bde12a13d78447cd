FROM fedora:39
RUN dnf install -y arm-none-eabi-gcc-cs arm-none-eabi-newlib cmake gdb git minicom ninja-build openocd picocom tmux usbutils vim zsh \
 && dnf clean all
ARG UID=1000
RUN useradd -u $UID -G dialout -ms /bin/zsh dev && echo 'dev ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/dev
COPY --chown=dev .docker/gdbinit /home/dev/.gdbinit
USER dev
WORKDIR /workspaces
CMD ["zsh", "-l"]
