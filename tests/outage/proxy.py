"""A TCP proxy: `proxy.py PORT TARGET`. SIGUSR1 cuts it off, SIGUSR2 mends it."""

import asyncio
import contextlib
import signal
import sys


class Proxy:
    def __init__(self, target: int):
        self.target, self.open = target, asyncio.Event()
        self.open.set()

    async def serve(self, reader, writer):
        await self.open.wait()
        try:
            other_reader, other_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            return writer.close()
        await asyncio.gather(self.copy(reader, other_writer), self.copy(other_reader, writer))

    async def copy(self, reader, writer):
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                # What arrives meanwhile is lost, as in a network that drops packets for good.
                if self.open.is_set():
                    writer.write(data)
                    await writer.drain()
        await self.open.wait()
        writer.close()


async def main(port: int, target: int):
    proxy, loop = Proxy(target), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, proxy.open.clear)
    loop.add_signal_handler(signal.SIGUSR2, proxy.open.set)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main(*map(int, sys.argv[1:])))
