global using System.ComponentModel.DataAnnotations;
global using Yihe.Basis;
global using Yihe.Basis.Blueprints;
global using Yihe.Kernel.Working;
global using Yihe.Organization;
global using Yihe.Residents.Visits;
global using Yihe.Ui;
