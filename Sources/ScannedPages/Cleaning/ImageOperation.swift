import CLeptonica

/// A Leptonica call that gave nothing back, nearly always for want of memory.
public struct ImageOperationFailed: Error, Hashable, Sendable {
    /// Name of the C function.
    public var operation: String

    public init(operation: String) { self.operation = operation }
}

extension Pix {
    /// Takes over what a Leptonica call returned, or throws when it returned nothing.
    public init(_ handle: OpaquePix?, from operation: String) throws(ImageOperationFailed) {
        guard let pix = Pix(owning: handle) else { throw ImageOperationFailed(operation: operation) }
        self = pix
    }

    /// A copy with pixels of its own, or an error when memory does not suffice.
    public func copied() throws(ImageOperationFailed) -> Pix { try Pix(pixCopy(nil, handle), from: "pixCopy") }
}
