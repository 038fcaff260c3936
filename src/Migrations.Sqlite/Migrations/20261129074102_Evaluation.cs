using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Evaluation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evaluation_round",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    involved = table.Column<string>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    computed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    computed_by = table.Column<string>(type: "TEXT", nullable: false),
                    closed_months = table.Column<int>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_round", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_scoresheet",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    round = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    scheme_name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    self_check = table.Column<string>(type: "TEXT", nullable: true),
                    self_check_by = table.Column<string>(type: "TEXT", nullable: true),
                    appeal = table.Column<string>(type: "TEXT", nullable: true),
                    appeal_by = table.Column<string>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answer_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_scoresheet", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_round_scheme_period",
                table: "evaluation_round",
                columns: new[] { "scheme", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_scoresheet_round",
                table: "evaluation_scoresheet",
                column: "round");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evaluation_round");

            migrationBuilder.DropTable(
                name: "evaluation_scoresheet");
        }
    }
}
