using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RecordsAndMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "basis",
                table: "monitoring_month_closing",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "block",
                table: "monitoring_month_closing",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "health_record_correction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    wrong = table.Column<string>(type: "TEXT", nullable: false),
                    right = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_record_correction", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_code_map",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", nullable: false),
                    standard = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_code_map", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_failed_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    application = table.Column<string>(type: "TEXT", nullable: false),
                    control_id = table.Column<string>(type: "TEXT", nullable: false),
                    trigger = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    where = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_failed_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_message_source",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    application = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    mapped = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_message_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_number_join",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    gone_index = table.Column<string>(type: "TEXT", nullable: false),
                    stays_index = table.Column<string>(type: "TEXT", nullable: false),
                    numbers = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_number_join", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_taken_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    control_id = table.Column<string>(type: "TEXT", nullable: false),
                    trigger = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_taken_message", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_health_record_correction_document_id",
                table: "health_record_correction",
                columns: new[] { "document", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_health_record_correction_resident_id",
                table: "health_record_correction",
                columns: new[] { "resident", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7_code_map_source_code",
                table: "hl7_code_map",
                columns: new[] { "source", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_failed_message_institution_digest",
                table: "hl7_failed_message",
                columns: new[] { "institution", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_failed_message_institution_state_id",
                table: "hl7_failed_message",
                columns: new[] { "institution", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7_message_source_institution_application",
                table: "hl7_message_source",
                columns: new[] { "institution", "application" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_number_join_source_gone_index",
                table: "hl7_number_join",
                columns: new[] { "source", "gone_index" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7_taken_message_source_control_id",
                table: "hl7_taken_message",
                columns: new[] { "source", "control_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_taken_message_source_id",
                table: "hl7_taken_message",
                columns: new[] { "source", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "health_record_correction");

            migrationBuilder.DropTable(
                name: "hl7_code_map");

            migrationBuilder.DropTable(
                name: "hl7_failed_message");

            migrationBuilder.DropTable(
                name: "hl7_message_source");

            migrationBuilder.DropTable(
                name: "hl7_number_join");

            migrationBuilder.DropTable(
                name: "hl7_taken_message");

            migrationBuilder.DropColumn(
                name: "basis",
                table: "monitoring_month_closing");

            migrationBuilder.DropColumn(
                name: "block",
                table: "monitoring_month_closing");
        }
    }
}
