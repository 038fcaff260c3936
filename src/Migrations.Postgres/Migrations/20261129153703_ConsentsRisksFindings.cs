using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ConsentsRisksFindings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "for_research",
                table: "interop_record_export",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "consents_consent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    resident = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    guardian = table.Column<Guid>(type: "uuid", nullable: true),
                    noted_at = table.Column<Guid>(type: "uuid", nullable: true),
                    noted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    evidence = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents_consent", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_quality_examination",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    facts = table.Column<long>(type: "bigint", nullable: false),
                    judged = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_quality_examination", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_quality_finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    check = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    asked = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: true),
                    explanation = table.Column<string>(type: "text", nullable: true),
                    explained_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_quality_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_quality_measure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    check = table.Column<string>(type: "text", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<double>(type: "double precision", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_quality_measure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_document_mark",
                columns: table => new
                {
                    document = table.Column<Guid>(type: "uuid", nullable: false),
                    matters = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_document_mark", x => x.document);
                });

            migrationBuilder.CreateTable(
                name: "monitoring_target_risk",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    indicator = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false),
                    place_name = table.Column<string>(type: "text", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    blueprint = table.Column<int>(type: "integer", nullable: false),
                    months = table.Column<int>(type: "integer", nullable: false),
                    said = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monitoring_target_risk", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_sensitive_access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    resident = table.Column<Guid>(type: "uuid", nullable: false),
                    institution = table.Column<Guid>(type: "uuid", nullable: false),
                    account = table.Column<Guid>(type: "uuid", nullable: true),
                    matter = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_sensitive_access", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_consents_consent_purpose_state",
                table: "consents_consent",
                columns: new[] { "purpose", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_consents_consent_resident_purpose",
                table: "consents_consent",
                columns: new[] { "resident", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_examination_day",
                table: "data_quality_examination",
                column: "day",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_finding_check_institution_subject_period",
                table: "data_quality_finding",
                columns: new[] { "check", "institution", "subject", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_finding_state",
                table: "data_quality_finding",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_measure_check_institution_subject_period",
                table: "data_quality_measure",
                columns: new[] { "check", "institution", "subject", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_measure_institution_period",
                table: "data_quality_measure",
                columns: new[] { "institution", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_monitoring_target_risk_indicator_place_year",
                table: "monitoring_target_risk",
                columns: new[] { "indicator", "place", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_residents_sensitive_access_institution_ended_at",
                table: "residents_sensitive_access",
                columns: new[] { "institution", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_sensitive_access_matter",
                table: "residents_sensitive_access",
                column: "matter");

            migrationBuilder.CreateIndex(
                name: "ix_residents_sensitive_access_resident_institution",
                table: "residents_sensitive_access",
                columns: new[] { "resident", "institution" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "consents_consent");

            migrationBuilder.DropTable(
                name: "data_quality_examination");

            migrationBuilder.DropTable(
                name: "data_quality_finding");

            migrationBuilder.DropTable(
                name: "data_quality_measure");

            migrationBuilder.DropTable(
                name: "kernel_document_mark");

            migrationBuilder.DropTable(
                name: "monitoring_target_risk");

            migrationBuilder.DropTable(
                name: "residents_sensitive_access");

            migrationBuilder.DropColumn(
                name: "for_research",
                table: "interop_record_export");
        }
    }
}
