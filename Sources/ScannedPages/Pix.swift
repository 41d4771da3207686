import CLeptonica

/// A picture held by Leptonica; freed when its owner goes.
public struct Pix: ~Copyable {
    /// The handle, for calls into Leptonica that neither keep nor free it.
    public let handle: OpaquePix

    public typealias OpaquePix = UnsafeMutablePointer<CLeptonica.Pix>

    /// Takes over a handle that a Leptonica call returned; `nil` when the call failed.
    public init?(owning handle: OpaquePix?) {
        guard let handle else { return nil }
        self.handle = handle
    }

    deinit {
        var dying: OpaquePix? = handle
        pixDestroy(&dying)
    }

    /// Pixels across.
    public var width: Int { Int(pixGetWidth(handle)) }
    /// Pixels down.
    public var height: Int { Int(pixGetHeight(handle)) }
    /// Bits a pixel.
    public var depth: Int { Int(pixGetDepth(handle)) }
}
