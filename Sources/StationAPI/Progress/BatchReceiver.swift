import Basics
import Dossiers
import Foundation

/// Takes a batch that a station has handed over completely.
public protocol BatchReceiver: Sendable {
    /// Keeps the folder's files durably and sees to it that they are digitized. The same content again gives the same
    /// batch. The folder may be removed afterwards.
    /// - Parameters:
    ///   - folder: the batch's files and nothing else; its own name is the batch's.
    ///   - name: name of the batch, NFC.
    ///   - station: who handed it over.
    ///   - isUrgent: whether it goes before others.
    ///   - actor: who hands it in: the station by its token, or a person at it.
    /// - Throws: any error; the station is told to try again later, and nothing is lost.
    func receive(
        folder: URL, name: String, station: StationName, isUrgent: Bool, by actor: Actor
    ) async throws -> BatchID
}
