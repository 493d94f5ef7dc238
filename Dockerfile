# syntax=docker/dockerfile:1

# The image of a release: one static binary on distroless, without a shell, as user 65532.
#
#   docker build --tag keyplane .
#   docker run --publish 127.0.0.1:8080:8080 --volume keyplane:/data keyplane
#
# The first stage makes what `scripts/release image` has made for the release; its folder can take its place:
#
#   docker buildx build --build-context build=target/dist/image --platform linux/amd64,linux/arm64 .

FROM --platform=$BUILDPLATFORM rust:1-trixie AS compile
ARG TARGETARCH
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends cmake nodejs npm python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /keyplane
COPY . .
RUN case "$TARGETARCH" in amd64) machine=x86_64 ;; arm64) machine=aarch64 ;; *) exit 1 ;; esac \
    && RUSTUP_TOOLCHAIN="$RUST_VERSION" TARGETS="$machine-unknown-linux-musl" ./scripts/release image

FROM scratch AS build
COPY --from=compile /keyplane/target/dist/image/ /

FROM gcr.io/distroless/static-debian12:nonroot
ARG TARGETARCH
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Keyplane" \
    org.opencontainers.image.description="A control plane for machine-to-machine keys and applications" \
    org.opencontainers.image.url="https://github.com/keyplane/keyplane" \
    org.opencontainers.image.source="https://github.com/keyplane/keyplane" \
    org.opencontainers.image.documentation="https://github.com/keyplane/keyplane/blob/main/docs/install.md" \
    org.opencontainers.image.licenses="Apache-2.0 OR MIT" \
    org.opencontainers.image.version="$VERSION"
COPY --from=build /$TARGETARCH/usr /usr
COPY --from=build --chown=65532:65532 /$TARGETARCH/owned/ /
ENV KEYPLANE_LISTEN=0.0.0.0:8080 \
    KEYPLANE_DATA_DIR=/data
# A number, so that Kubernetes can see that it is not root.
USER 65532:65532
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/usr/bin/keyplane", "healthcheck"]
ENTRYPOINT ["/usr/bin/keyplane"]
CMD ["serve"]
