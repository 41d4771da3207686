import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Office
import PostalChannel
import PostalPipeline
import Presentation
import UseCases

/// The post's statements: what was taken, what waits and why, which columns hold what, and what is answered.
struct StatementPages: Sendable {
    private static let listed = 50
    private static let shownRows = 12
    /// Largest file that is taken from a browser, bytes.
    private static let largestFile = 64 << 20

    private let work = BlockingWork(label: "sohoa.desk.statements")

    func addRoutes(to routes: DeskRoutes) {
        routes.get("post/statements", list)
        routes.post("post/statements", take)
        routes.get("post/statements/{id}", show)
        routes.post("post/statements/{id}", answer)
        routes.get("post/statements/{id}/columns", columns)
        routes.post("post/statements/{id}/columns", confirm)
    }

    // MARK: List

    @Sendable private func list(_ visit: Visit) async throws -> Response {
        let language = visit.language
        let postal = try visit.workspace(for: .postal).postal()
        let after = visit.query["after"]
        let records = try await postal.statements(after: after, limit: Self.listed).records
        let waiting = after == nil ? try await postal.waitingStatements() : []
        let model: Model = [
            "tabs": .list(PostalTab.models(.statements, language)), "canTake": .flag(visit.caller.may(.workPost)),
            "waiting": .list(Self.rows(waiting, language)), "rows": .list(Self.rows(records, language)),
            "next": .text(
                records.count == Self.listed
                    ? records.last.map { Address("/post/statements").with("after", $0.id.rawValue).text } : nil),
        ]
        return try visit.page(
            "post-statements", language.say("Bảng kê của bưu điện", "Statements of the post"), in: .post, model)
    }

    private static func rows(_ records: [StatementRecord], _ language: InterfaceLanguage) -> [Model] {
        records.enumerated().map { place, record in
            var row = figures(record, language)
            row["isFirst"] = .flag(place == 0)
            row["isLast"] = .flag(place == records.count - 1)
            return row
        }
    }

    private static func figures(_ record: StatementRecord, _ language: InterfaceLanguage) -> Model {
        let totals = record.totals
        return [
            "href": .text("/post/statements/\(record.id.rawValue.queryEncoded)"), "file": .text(record.source.fileName),
            "operator": .text(record.source.operatorName), "id": .text(record.id.rawValue),
            "period": .text(
                record.source.declaredPeriod.map {
                    "\(LocalTime.text($0.lowerBound)) – \(LocalTime.text($0.upperBound))"
                }),
            "lines": .text(language.grouped(totals.lines)), "fee": .text(totals.fee.description),
            "surcharge": .text(totals.surcharge == .zero ? nil : totals.surcharge.description),
            "collected": .text(totals.collected.description),
            "remitted": .text(totals.remitted == .zero ? nil : totals.remitted.description),
            "state": .text(record.state.phrase.text(language)), "tone": .text(record.state.tone),
            "taken": .text(LocalTime.text(record.recordedAt)),
        ]
    }

    // MARK: Taking a file

    /// Takes a file that a script of the page sends as it is: its name stands in a header.
    @Sendable private func take(_ visit: Visit) async throws -> Response {
        try RequestOrigin.require(visit.request)
        guard visit.token.matchesCSRF(visit.request.headers[.csrf] ?? "") else { throw Refusal.formExpired }
        let postal = try visit.workspace(for: .postal).postal()
        try visit.need(.workPost)
        guard let name = visit.request.headers[.fileName]?.removingPercentEncoding.flatMap(Self.plainName) else {
            throw Refusal.badField("Thiếu tên tệp.", "The file has no name.")
        }
        let body = Data(buffer: try await visit.request.body.collect(upTo: Self.largestFile))
        let folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-statement-\(UUID().uuidString)")
        let path = folder.appending(path: name)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await work.run {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try body.write(to: path)
        }
        let taken = try await postal.importStatement(
            at: path.path(percentEncoded: false), options: StatementOptions())
        return Response(
            status: .created,
            headers: [.location: "/post/statements/\(taken.record.id.rawValue.queryEncoded)", .contentLength: "0"])
    }

    /// The last part of a name, without what makes it hidden or a path.
    private static func plainName(_ name: String) -> String? {
        let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
        let plain = String(last.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        guard !plain.isEmpty, !plain.hasPrefix("."), plain.utf8.count <= 200 else { return nil }
        return plain
    }

    // MARK: One statement

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: StatementID.self)
        let language = visit.language
        let shown = try await visit.workspace(for: .postal).postal().statement(id)
        let (record, findings) = (shown.record, shown.findings)
        let canWork = visit.caller.may(.workPost)
        let asksAboutOthers = findings?.problems.contains(where: \.isAboutOthers) == true
        let further: Model = [
            "tabs": .list(PostalTab.models(.statements, language)),
            "action": .text("/post/statements/\(id.rawValue.queryEncoded)"),
            "columnsHref": .text(canWork ? "/post/statements/\(id.rawValue.queryEncoded)/columns" : nil),
            "differencesHref": .text(Address("/post").with("statement", id.rawValue).text),
            "answeredBy": .text(record.answers.by),
            "isWaiting": .flag(record.state == .awaitingColumns && findings?.problems.isEmpty == false),
            "problems": .list(
                record.state == .awaitingColumns
                    ? (findings?.problems ?? []).map { ["text": .text($0.text), "code": .text($0.code)] } : []),
            "isVietnameseOnly": .flag(language == .english),
            "differences": .list((findings?.differences ?? []).map { Self.difference($0, language) }),
            "others": .list(shown.others.map { Self.figures($0, language) }), "hasOthers": .flag(!shown.others.isEmpty),
            "canAnswer": .flag(canWork && record.state == .awaitingColumns),
            "canAccept": .flag(canWork && record.state == .awaitingColumns && !asksAboutOthers),
            "isAboutOthers": .flag(asksAboutOthers),
            "candidates": .list(
                (findings?.problems ?? []).compactMap(\.other).compactMap { other in
                    shown.others.first { $0.id.rawValue == other }
                }.map { ["value": .text($0.id.rawValue), "name": .text("\($0.source.fileName) (\($0.id))")] }),
            "canDismiss": .flag(canWork && record.state != .superseded && record.state != .loading),
            "canUseAgain": .flag(canWork && record.state == .superseded),
            "leftOut": .list(shown.leftOut.map { Self.leftOut($0, language) }),
            "leftOutCount": .text(record.totals.leftOut == 0 ? nil : language.grouped(record.totals.leftOut)),
        ]
        return try visit.page(
            "post-statement", record.source.fileName, in: .post, Self.figures(record, language).adding(further))
    }

    private static func difference(_ difference: StatementFindings.Difference, _ language: InterfaceLanguage) -> Model {
        [
            "name": .text(ColumnRole(rawValue: difference.column)?.phrase.text(language) ?? difference.column),
            "stated": .text(Dong(difference.stated).description), "added": .text(Dong(difference.added).description),
            "gap": .text(Dong(difference.stated - difference.added).description),
        ]
    }

    private static func leftOut(_ row: LeftOutRow, _ language: InterfaceLanguage) -> Model {
        let cells = (try? JSONDecoder().decode([String?].self, from: Data(row.rawCells.utf8))) ?? []
        return [
            "row": .text(String(row.row)), "why": .text(LeftOutReason.phrase(row.reason)?.text(language) ?? row.reason),
            "cells": .text(cells.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")),
        ]
    }

    /// What a statement is to others, or that it is taken as it is, or set aside.
    @Sendable private func answer(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: StatementID.self)
        let fields = try await visit.form()
        let postal = try visit.workspace(for: .postal).postal()
        _ = try await postal.statement(id)
        let other = fields["other"].map { StatementID(rawValue: $0) }
        switch (fields["verb"], other) {
        case ("corrects", let other?):
            _ = try await postal.answer(id.rawValue, options: StatementOptions(corrects: [other]))
        case ("amends", let other?):
            _ = try await postal.answer(id.rawValue, options: StatementOptions(amends: other))
        case ("beside", _): _ = try await postal.answer(id.rawValue, options: StatementOptions(isIndependent: true))
        case ("accept", _): _ = try await postal.answer(id.rawValue, options: StatementOptions(isAccepted: true))
        case ("dismiss", _): _ = try await postal.dismissStatement(id.rawValue)
        default: throw Refusal.noSuchPage
        }
        return visit.done("/post/statements/\(id.rawValue.queryEncoded)", saying: .decided)
    }

    // MARK: Columns

    /// The sheet's own first rows, with a choice above each column.
    @Sendable private func columns(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: StatementID.self)
        let language = visit.language
        let postal = try visit.workspace(for: .postal).postal()
        let record = try await postal.statement(id).record
        let (samples, source) = try await postal.samples(of: id, rows: Self.shownRows)
        let model: Model = [
            "tabs": .list(PostalTab.models(.statements, language)), "file": .text(record.source.fileName),
            "action": .text("/post/statements/\(id.rawValue.queryEncoded)/columns"),
            "back": .text("/post/statements/\(id.rawValue.queryEncoded)"),
            "known": .text(ColumnPhrases.source(source).text(language)),
            "tables": .list(samples.map { ColumnPhrases.table($0, language) }),
        ]
        return try visit.page(
            "post-columns", language.say("Cột của bảng kê", "Columns of the statement"), in: .post, model)
    }

    @Sendable private func confirm(_ visit: Visit) async throws -> Response {
        let id = try visit.parameter("id", as: StatementID.self)
        let fields = try await visit.form()
        let postal = try visit.workspace(for: .postal).postal()
        var columns: [ColumnRole: [Int]] = [:]
        for (name, value) in fields.pairs where name.hasPrefix("c") {
            guard let column = Int(name.dropFirst()), (0..<200).contains(column), !value.isEmpty else { continue }
            guard let role = ColumnRole(rawValue: value) else { throw Refusal.noSuchPage }
            columns[role, default: []].append(column)
        }
        guard columns[.tracking] != nil else {
            throw Refusal.badField(
                "Hãy chọn cột số hiệu bưu gửi.", "Choose the column that holds the tracking numbers.")
        }
        var writing: [WritingChange] = []
        if let order = fields["order"].flatMap({ DateCell.Order(rawValue: $0) }) {
            writing.append(.dateOrder(order, nil))
        }
        if let unit = fields["unit"].flatMap({ Int($0) }), [1, 1_000, 1_000_000].contains(unit) {
            writing.append(.unit(unit, nil))
        }
        _ = try await postal.confirmColumns(
            of: id, table: fields["table"] ?? "", columns: columns, writing: writing)
        return visit.done("/post/statements/\(id.rawValue.queryEncoded)", saying: .saved)
    }
}

extension HTTPField.Name {
    /// The name of a file that is sent as a body, percent-encoded.
    static let fileName = HTTPField.Name("X-File-Name") ?? .origin
}
