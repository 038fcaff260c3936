using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "block",
                table: "monitoring_month_closing",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "health_record_correction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<Guid>(type: "uuid", nullable: false),
                    resident = table.Column<Guid>(type: "uuid", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    person_detail = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    wrong = table.Column<string>(type: "text", nullable: false),
                    right = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_record_correction", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_code_map",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    system = table.Column<string>(type: "text", nullable: false),
                    standard = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_code_map", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_failed_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    application = table.Column<string>(type: "text", nullable: false),
                    control_id = table.Column<string>(type: "text", nullable: false),
                    trigger = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    where = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    blueprint = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_failed_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_message_source",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    application = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mapped = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_message_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_number_join",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<Guid>(type: "uuid", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    gone_index = table.Column<string>(type: "text", nullable: false),
                    stays_index = table.Column<string>(type: "text", nullable: false),
                    numbers = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_number_join", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_taken_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<Guid>(type: "uuid", nullable: false),
                    control_id = table.Column<string>(type: "text", nullable: false),
                    trigger = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
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
