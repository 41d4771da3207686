import Glibc

/// Ends another thread's `poll` early: a pipe to oneself.
package final class WakePipe: Sendable {
    private let pipe: OwnedPipe

    package init() throws(SpawnFault) {
        pipe = try OwnedPipe()
        try pipe.reading.setNonBlocking()
        try pipe.writing.setNonBlocking()
    }

    /// The descriptor that becomes readable.
    package var descriptor: Int32 { pipe.reading.raw }

    /// Wakes the thread that polls; safe from any thread. A full pipe has woken it already.
    package func wake() {
        var byte: UInt8 = 1
        _ = write(pipe.writing.raw, &byte, 1)
    }

    /// Forgets earlier wake-ups.
    package func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(pipe.reading.raw, &bytes, bytes.count) > 0 {}
    }
}
