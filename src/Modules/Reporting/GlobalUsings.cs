global using System.ComponentModel.DataAnnotations;
global using Microsoft.EntityFrameworkCore;
global using Yihe.Basis;
global using Yihe.Indicators;
global using Yihe.Indicators.Counting;
global using Yihe.Kernel.Data;
global using Yihe.Kernel.Working;
global using Yihe.Organization;
global using Place = Yihe.Indicators.Counting.Place;
