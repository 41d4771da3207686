import Basics
import Dossiers
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

/// Everything that is recorded of a case, in the order in which it happened. Where it was recorded later than it happened,
/// both times are told.
struct CaseTimeline {
    let language: InterfaceLanguage
    let caller: Caller
    let today: CalendarDay

    /// Entries that a page shows; earlier ones are a link away.
    static let maxShown = 150
    /// Entries that are told at all, the last ones.
    static let maxEntries = 2_000
    /// Facts of one person about one document are one entry as long as no longer passes between two of them.
    private static let together: Int64 = 10 * 60_000

    private struct Entry {
        var at: Instant
        /// As it is shown; a day where only the day is known.
        var time: String
        var text: String
        var by: String?
        var recorded: Instant?
        var href: String?
        var tone = ""
    }

    /// - Parameter showsAll: also those that a page does not show at first.
    func model(
        _ history: Workspace.Cases.History, _ legs: [LegFile], due: CalendarDay?, all address: String, showsAll: Bool
    ) -> Model {
        let entries =
            (registered(history) + batches(history) + documents(history) + corrections(history) + waiting(history)
            + reuse(history) + looks(history) + legs.flatMap(leg) + deadline(due)).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        let shown = entries.suffix(showsAll ? Self.maxEntries : Self.maxShown)
        let earlier = entries.count - shown.count
        return [
            "history": .list(shown.map(row)),
            "earlier": .text(
                earlier > 0 && !showsAll
                    ? language.say("Xem \(earlier) việc trước đó", "Show \(earlier) earlier ones") : nil),
            "earlierHref": .text(earlier > 0 && !showsAll ? address : nil),
        ]
    }

    private func row(_ entry: Entry) -> Model {
        // A minute is what a person reads: the same minute twice says nothing.
        let recorded = entry.recorded.map(LocalTime.text).flatMap { $0 == entry.time ? nil : $0 }
        return [
            "time": .text(entry.time), "text": .text(entry.text), "by": .text(entry.by), "href": .text(entry.href),
            "tone": .text(entry.tone),
            "recorded": .text(recorded.map { language.say("ghi nhận \($0)", "recorded \($0)") }),
        ]
    }

    private func entry(
        _ at: Instant, _ vietnamese: String, _ english: String, by: String? = nil, href: String? = nil,
        tone: String = ""
    ) -> Entry {
        Entry(
            at: at, time: LocalTime.text(at), text: language.say(vietnamese, english), by: by, recorded: nil,
            href: href, tone: tone)
    }

    // MARK: Digitizing

    private func registered(_ history: Workspace.Cases.History) -> [Entry] {
        history.versions.enumerated().flatMap { place, version in
            guard place == 0 else {
                return [entry(version.recordedAt, "Sổ hồ sơ được cập nhật", "The register was changed")]
            }
            var received = entry(version.record.received, "Tiếp nhận hồ sơ", "The case was received")
            received.recorded = version.recordedAt
            return [received]
        }
    }

    private func batches(_ history: Workspace.Cases.History) -> [Entry] {
        history.batches.map { batch in
            entry(
                batch.takenAt, "Nhận lô quét \(batch.name)", "The batch \(batch.name) was taken", by: batch.station,
                href: "/batches/\(batch.id)")
        }
    }

    private func documents(_ history: Workspace.Cases.History) -> [Entry] {
        history.documents.map { change in
            let phrase = change.state.change
            return entry(
                change.recordedAt, "\(change.component): \(phrase.vietnamese)",
                "\(change.component): \(phrase.english)",
                by: change.person, href: "/documents/\(change.document)",
                tone: change.state == .candidate ? "warn" : "")
        }
    }

    private func corrections(_ history: Workspace.Cases.History) -> [Entry] {
        var runs: [[(component: ComponentCode, fact: Correction)]] = []
        for next in history.corrections.sorted(by: { $0.fact.number < $1.fact.number }) {
            if let last = runs.last?.last, last.fact.document == next.fact.document,
                last.fact.by == next.fact.by,
                next.fact.recordedAt.milliseconds - last.fact.recordedAt.milliseconds <= Self.together
            {
                runs[runs.count - 1].append(next)
            } else {
                runs.append([next])
            }
        }
        return runs.compactMap { run in
            guard let (component, first) = run.first.map({ ($0.component, $0.fact) }) else { return nil }
            let count = run.count
            return entry(
                first.recordedAt, "\(component): hiệu đính \(count) chỗ",
                "\(component): \(count) \(count == 1 ? "correction" : "corrections")", by: first.by,
                href: "/documents/\(first.document)")
        }
    }

    private func waiting(_ history: Workspace.Cases.History) -> [Entry] {
        history.waiting.flatMap { item -> [Entry] in
            let message = item.reason.message
            let href = caller.may(.decide) ? "/waiting/\(item.id)" : nil
            let opened = entry(
                item.createdAt, "Chờ người: \(message.vietnamese)", "Waits for a person: \(message.english)",
                href: item.isOpen ? href : nil, tone: item.isOpen ? "warn" : "")
            guard let resolution = item.resolution, let at = item.resolvedAt else { return [opened] }
            let phrase = resolution.phrase
            return [
                opened,
                entry(
                    at, "Mục chờ: \(phrase.vietnamese)", "Waiting item: \(phrase.english)", by: item.resolvedBy,
                    href: href),
            ]
        }
    }

    private func reuse(_ history: Workspace.Cases.History) -> [Entry] {
        history.reuse.flatMap { link -> [Entry] in
            let component = link.slot.component
            let linked = entry(
                link.linkedAt, "\(component): dùng giấy tờ đã có", "\(component): a held paper serves it",
                by: link.linkedBy, href: "/documents/\(link.document)")
            guard let undoing = link.undoing else { return [linked] }
            return [
                linked,
                entry(
                    undoing.at, "\(component): thôi dùng giấy tờ đã có (\(undoing.reason))",
                    "\(component): the held paper serves no longer (\(undoing.reason))", by: undoing.by),
            ]
        }
    }

    private func looks(_ history: Workspace.Cases.History) -> [Entry] {
        (history.looks ?? []).map { look in
            let purpose = AuditPages.purpose(look, language)
            return entry(look.recordedAt, "Xem giấy tờ: \(purpose)", "Looked at: \(purpose)", by: look.account)
        }
    }

    // MARK: Post and deadline

    private func leg(_ file: LegFile) -> [Entry] {
        let direction = file.leg.direction.phrase
        return file.leg.history.events.map { event in
            let kind = event.kind.phrase
            let source = event.source.kind.phrase
            let place = [event.place, event.amount?.description ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
            let detail = place.isEmpty ? "" : " (\(place))"
            let isWholeDay = event.precision == .day
            return Entry(
                at: event.occurred,
                time: isWholeDay
                    ? LocalTime.day(of: event.occurred).map(LocalTime.text) ?? "" : LocalTime.text(event.occurred),
                text: language.say(
                    "\(direction.vietnamese): \(kind.vietnamese)\(detail)",
                    "\(direction.english): \(kind.english)\(detail)"),
                by: "\(source.text(language)) \(event.source.reference)", recorded: event.recorded, href: nil,
                tone: event.keeps == nil ? "" : "warn")
        }
    }

    private func deadline(_ due: CalendarDay?) -> [Entry] {
        guard let due else { return [] }
        // The end of the day at +07:00: what happened on it comes before.
        let end = Instant(milliseconds: Int64(due.daysSinceEpoch + 1) * 86_400_000 - LocalTime.offset - 1)
        return [
            Entry(
                at: end, time: LocalTime.text(due), text: language.say("Hạn trả kết quả", "The result is due"), by: nil,
                recorded: nil, href: nil, tone: due < today ? "bad" : "due")
        ]
    }
}
